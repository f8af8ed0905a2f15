import type { CreditPrice, Operation } from "../../db/tables/billing.ts";

export type PriceList = readonly CreditPrice[];
export type ImageQuality = "basic" | "quality" | "premium";

/** Credits for `tokens` (in + out): ceil(tokens / tokens_per_credit), at least the minimum. Throws for an unknown operation. */
export function priceOfTokens(prices: PriceList, operation: Operation, tokens: number): number {
  const price = priceRow(prices, operation);
  if (price.tokensPerCredit === null) throw new Error(`Operation ${operation} is not priced by tokens`);
  return Math.max(price.minimumCredits, Math.ceil(tokens / price.tokensPerCredit));
}

/** Credits for one picture of that quality. */
export function priceOfImage(prices: PriceList, quality: ImageQuality): number {
  const { basicCredits, qualityCredits, premiumCredits } = priceRow(prices, "image_generation");
  const credits = { basic: basicCredits, quality: qualityCredits, premium: premiumCredits }[quality];
  if (credits === null) throw new Error(`Images of quality ${quality} have no price`);
  return credits;
}

function priceRow(prices: PriceList, operation: Operation): CreditPrice {
  const price = prices.find((row) => row.operation === operation && row.isActive);
  if (!price) throw new Error(`Operation ${operation} has no price`);
  return price;
}
