/** What came of turning ideas into tasks. */
export interface CreatedTasks {
  createdCount: number;
  /** The task of each idea, in the order in which the ideas were named; those that were there already included. */
  taskIds: number[];
  /** Ideas that had a task already. */
  skipped: { ideaId: number; taskId: number }[];
}
