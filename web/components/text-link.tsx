import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactElement } from 'react';

/** The router marks a link to a page above as the current one, which is true of a menu but not of a link in the text. */
function Anchor({ 'aria-current': _current, children, ...rest }: ComponentPropsWithRef<'a'>): ReactElement {
  return <a {...rest}>{children}</a>;
}

/** A link in the text of a page. */
export const TextLink = createLink(Anchor);
