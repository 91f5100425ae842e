import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactElement } from 'react';
import type { ButtonKind } from './button.js';

interface AnchorProps extends ComponentPropsWithRef<'a'> {
  readonly kind?: ButtonKind;
  readonly small?: boolean;
}

function Anchor({
  kind = 'primary',
  small = false,
  'aria-current': _current,
  children,
  ...rest
}: AnchorProps): ReactElement {
  return (
    <a {...rest} className={`btn btn-${kind}${small ? ' btn-small' : ''}`}>
      {children}
    </a>
  );
}

/** A link that leads on to an act, with the looks of a button. */
export const LinkButton = createLink(Anchor);
