/**
 * Hands a text message to whatever gateway the installation has. `sent`: taken; `never`: refused, this one alone;
 * `later`: the gateway takes nothing at the moment. Never throws.
 */
export type SendText = (message: {
  readonly to: string;
  readonly text: string;
}) => Promise<'sent' | 'never' | 'later'>;
