/** Something went wrong that a person can do something about: shown as two lines, never as a stack trace. */
export class Problem extends Error {
  override name = "Problem";
  readonly advice: string;

  constructor(message: string, advice = "") {
    super(message);
    this.advice = advice;
  }
}
