import type { Client } from "./client.ts";
import { Problem } from "./problem.ts";

interface Balance {
  credits: number;
  held_credits: number;
  plan: string;
}

interface Proof {
  balanced: boolean;
  copy_agrees: boolean;
  pending_entries: number;
}

export const balanceOf = (client: Client) => client.get<Balance>("billing/balance/");

/** What was spent on each operation this month, dearest first: `image prompt extraction 46, …`. */
export async function spendingOf(client: Client): Promise<string> {
  const { by_operation } = await client.get<Summary>("billing/usage/summary/");
  return by_operation
    .map(({ operation_type, credits_used }) => `${operation_type.replaceAll("_", " ")} ${credits_used}`)
    .join(", ");
}

interface Summary {
  by_operation: { operation_type: string; credits_used: number }[];
}

const MOST_WAIT_MS = 15_000;

/**
 * Proves the books: the ledger balances, its copy agrees, and the listed transactions add up to the balance.
 * Throws `Problem` when they do not. Entries are copied to the list some seconds after they were made: waits for that.
 */
export async function proveLedger(client: Client): Promise<{ transactions: number; balance: number }> {
  let proof = await client.get<Proof>("billing/ledger/verify/");
  for (const end = Date.now() + MOST_WAIT_MS; proof.pending_entries > 0 && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    proof = await client.get<Proof>("billing/ledger/verify/");
  }
  const transactions = await client.list<{ amount: number }>("billing/transactions/");
  const sum = transactions.reduce((total, { amount }) => total + amount, 0);
  const { credits, held_credits } = await balanceOf(client);
  if (!proof.balanced || !proof.copy_agrees) throw new Problem("The ledger does not balance.", "Please report this.");
  if (sum !== credits || held_credits !== 0)
    throw new Problem(
      `The transactions add up to ${sum}, the balance is ${credits} and ${held_credits} are held.`,
      "Please report this.",
    );
  return { transactions: transactions.length, balance: credits };
}
