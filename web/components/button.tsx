import { useId, type ComponentPropsWithoutRef, type ReactElement, type ReactNode } from 'react';

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'inverse' | 'link';

interface ButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'disabled'> {
  readonly kind?: ButtonKind;
  readonly small?: boolean;
  /** Why the button does nothing now: shown beside it, and the button stays reachable by keyboard. */
  readonly disabledReason?: string | undefined;
  /** The act is under way: a second press does nothing. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

export function Button(props: ButtonProps): ReactElement {
  const {
    kind = 'primary',
    small = false,
    busy = false,
    disabledReason,
    type = 'button',
    onClick,
    ...rest
  } = props;
  const reasonId = useId();
  const off = busy || disabledReason !== undefined;
  return (
    <>
      <button
        {...rest}
        type={off ? 'button' : type}
        className={`btn btn-${kind}${small ? ' btn-small' : ''}`}
        aria-disabled={off || undefined}
        aria-describedby={disabledReason === undefined ? rest['aria-describedby'] : reasonId}
        onClick={off ? undefined : onClick}
      />
      {disabledReason === undefined ? null : (
        <span className="quiet small" id={reasonId}>
          {disabledReason}
        </span>
      )}
    </>
  );
}
