import type { Keyword } from "../../db/tables/keywords.ts";
import type { SeedKeyword } from "../../db/tables/library.ts";
import type { Placement } from "../sites/placement.ts";

export interface KeywordChanges {
  /** Null gives the source's figure back. */
  volumeOverride?: number | null | undefined;
  difficultyOverride?: number | null | undefined;
  clusterId?: number | null | undefined;
  status?: Keyword["status"] | undefined;
  disabled?: boolean | undefined;
  intent?: Keyword["intent"] | undefined;
  attributeValues?: string[] | null | undefined;
}

/** Why a seed keyword does not belong into a sector, if so. Only what both sides have chosen is compared. */
export function misfitOf(seed: SeedKeyword, place: Placement): string | undefined {
  if (place.industryId !== null && seed.industryId !== place.industryId)
    return `"${seed.keyword}" belongs to another industry than the site`;
  if (place.industrySectorId !== null && seed.sectorId !== place.industrySectorId)
    return `"${seed.keyword}" belongs to another sector of the industry than ${place.sectorName}`;
  return undefined;
}

/** The stored figures: what is shown is the override where there is one, else the source's. */
export const figures = (
  source: Pick<Keyword, "volume" | "difficulty">,
  overrides: Pick<Keyword, "volumeOverride" | "difficultyOverride">,
) => ({
  sourceVolume: source.volume,
  sourceDifficulty: source.difficulty,
  volumeOverride: overrides.volumeOverride,
  difficultyOverride: overrides.difficultyOverride,
  volume: overrides.volumeOverride ?? source.volume,
  difficulty: overrides.difficultyOverride ?? source.difficulty,
});

/** The columns that a change sets. A cluster makes the keyword `mapped`, none makes it `new`, unless a status is given too. */
export function changed(row: Keyword, changes: KeywordChanges): Partial<Keyword> {
  const { volumeOverride = row.volumeOverride, difficultyOverride = row.difficultyOverride } = changes;
  const source = { volume: row.sourceVolume, difficulty: row.sourceDifficulty };
  const values: Partial<Keyword> = figures(source, { volumeOverride, difficultyOverride });
  if (changes.clusterId !== undefined && changes.clusterId !== row.clusterId) {
    values.clusterId = changes.clusterId;
    values.clusterReason = null;
    values.status = changes.clusterId === null ? "new" : "mapped";
  }
  if (changes.status !== undefined) values.status = changes.status;
  if (changes.disabled !== undefined) values.disabled = changes.disabled;
  if (changes.intent !== undefined) values.intent = changes.intent;
  if (changes.attributeValues !== undefined) values.attributeValues = changes.attributeValues ?? [];
  return values;
}
