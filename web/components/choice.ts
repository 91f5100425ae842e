/** One answer to choose. */
export interface Choice<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Cannot be chosen; the hint says why. */
  readonly disabled?: boolean;
}
