import type { Operation } from "../../db/tables/billing.ts";

/** What one operation of a job used, priced: becomes a row of the usage log. */
export interface UsageLine {
  operation: Operation;
  credits: number;
  tokensIn: number;
  tokensOut: number;
  model: string;
  relatedType?: string;
  relatedId?: number;
}
