import { and, eq, inArray, isNull, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { type IntentState, publicationIntents, scheduleEntries } from "../../db/tables/publisher.ts";
import { listOf } from "../../db/tenant.ts";

/** It is on its way or may be live: only its sender knows what becomes of it. */
export const IN_FLIGHT: readonly IntentState[] = ["claimed", "sending", "unconfirmed", "reconciling", "absent"];
