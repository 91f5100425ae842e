import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  readonly until: number;
}

/** More than a day of tests leaves behind; the oldest go first. */
const MOST = 20_000;

/**
 * What the development provider remembers, in memory: a restart forgets who was on the way, which costs them a click.
 * The maker of one kind of store; all kinds of one provider share `entries`.
 */
export function memoryStore(): (kind: string) => Adapter {
  const entries = new Map<string, Kept>();
  const find = (id: string): AdapterPayload | undefined => {
    const kept = entries.get(id);
    return kept !== undefined && kept.until > Date.now() ? kept.payload : undefined;
  };
  const findBy = (kind: string, fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    const prefix = `${kind}:`;
    for (const [id, { payload }] of entries) if (id.startsWith(prefix) && fits(payload)) return find(id);
    return undefined;
  };
  return (kind) => ({
    upsert: async (id, payload, seconds) => {
      const until = seconds ? Date.now() + seconds * 1000 : Infinity;
      entries.delete(`${kind}:${id}`);
      entries.set(`${kind}:${id}`, { payload, until });
      for (const oldest of entries.keys()) {
        if (entries.size <= MOST) break;
        entries.delete(oldest);
      }
    },
    find: async (id) => find(`${kind}:${id}`),
    findByUid: async (uid) => findBy(kind, (payload) => payload.uid === uid),
    findByUserCode: async (code) => findBy(kind, (payload) => payload.userCode === code),
    consume: async (id) => {
      const payload = find(`${kind}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      entries.delete(`${kind}:${id}`);
    },
    revokeByGrantId: async (grantId) => {
      for (const [id, { payload }] of entries) if (payload.grantId === grantId) entries.delete(id);
    },
  });
}
