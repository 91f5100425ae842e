import { AsyncLocalStorage } from 'node:async_hooks';
import { keyOfCase, keysOf, keysOfPosts, type SightKey } from '../../domain/sight-keys.js';
import type { Caller } from '../auth/caller.js';
import { overseeing } from '../supervision/scope.js';

/** Whom the store is asked for: what row-level security lets through (docs/decisions/0045). */
export interface Sight {
  /** Keys to cases: the store shows a row of a case only to who brings one of its keys. */
  readonly keys: readonly SightKey[];
  /** Whose commands are one's own, also those whose case is not there yet. */
  readonly caller: string;
}

/** Nobody in particular: sees no case. */
const NOBODY: Sight = { keys: [], caller: '' };

const present = new AsyncLocalStorage<Sight>();

/** Does something for somebody: every statement on the way is answered as far as they see. */
export function seeingAs<T>(sight: Sight, act: () => T): T {
  return present.run(sight, act);
}

/** For whom the present work is done; nobody unless it was said. */
export function presentSight(): Sight {
  return present.getStore() ?? NOBODY;
}

/** A caller by their own relations to cases, and by the posts they hold over them. */
export function sightOfCaller({ personId, roles, key }: Caller): Sight {
  return { keys: keysOf(personId, roles), caller: key };
}

/** For figures: all cases of the employers one oversees, of which counts alone are told. */
export function sightOfOverseer(caller: Caller): Sight {
  return { keys: keysOfPosts(overseeing(caller)), caller: caller.key };
}

/** For roll-outs: the cases at the schools one administers, of which dates alone are told. */
export function sightOfAdministrator(caller: Caller): Sight {
  const held = caller.roles.filter((role) => role.role === 'administrator');
  return { keys: keysOfPosts(held), caller: caller.key };
}

/** For the page of a link: the one case it asks about, none for a link that is not there. */
export function sightOfLink(caseId: string | null, caller: string): Sight {
  return { keys: caseId === null ? [] : [keyOfCase(caseId)], caller };
}
