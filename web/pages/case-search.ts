import { STAGES, type Stage } from '../../domain/state.js';

/** Filters of the case list as the address carries them. */
export interface CaseSearch {
  readonly vaihe?: Stage;
  readonly tila?: 'closed' | 'all';
  readonly koulu?: string;
  readonly vastuu?: 'me';
  readonly odottaa?: 'me';
  readonly myohassa?: true;
  readonly haku?: string;
}

/** What of an address is a filter; the rest is left out. */
export function parseCaseSearch(search: Record<string, unknown>): CaseSearch {
  const stage = STAGES.find((one) => one === search['vaihe']);
  const { tila, koulu, vastuu, odottaa, myohassa, haku } = search;
  return {
    ...(stage === undefined ? {} : { vaihe: stage }),
    ...(tila === 'closed' || tila === 'all' ? { tila } : {}),
    ...(typeof koulu === 'string' && koulu !== '' ? { koulu } : {}),
    ...(vastuu === 'me' ? { vastuu } : {}),
    ...(odottaa === 'me' ? { odottaa } : {}),
    ...(myohassa === true || myohassa === 'true' ? { myohassa: true } : {}),
    ...(typeof haku === 'string' && haku !== '' ? { haku } : {}),
  };
}
