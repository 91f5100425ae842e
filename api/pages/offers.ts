import type pg from 'pg';
import { asId, type UnitId } from '../../domain/ids.js';
import type { TalkRole } from '../../domain/talk/talk.js';
import type { PageLanguage } from '../../policies/page-texts.js';
import type { OfferedSchool } from './talk-form.js';
import type { Service } from './talk-view.js';

/** How many schools' hours are listed on the form; in a bigger county they are told on the receipt alone. */
const LISTED = 12;

interface ServiceRow extends Service {
  readonly schoolId: string;
  readonly service: string;
}

/** What the public page offers: schools to choose from and what their services promise. */
export interface Offers {
  readonly schools: readonly OfferedSchool[];
  readonly nurses: readonly Service[];
  readonly serviceOf: (schoolId: string, role: TalkRole) => Service | null;
}

const NOTHING: Offers = { schools: [], nurses: [], serviceOf: () => null };

async function readSchools(pool: pg.Pool): Promise<OfferedSchool[]> {
  const { rows } = await pool.query<{ id: string; name: string; municipality: string }>({
    name: 'offered-schools',
    text: 'SELECT id, name, municipality FROM unit ORDER BY municipality, name',
  });
  return rows.map(({ id, name, municipality }) => ({ id: asId<UnitId>(id), name, municipality }));
}

async function readServices(pool: pg.Pool, language: PageLanguage): Promise<ServiceRow[]> {
  const { rows } = await pool.query<ServiceRow>({
    name: `offered-services-${language}`,
    text: `SELECT s.unit_id AS "schoolId", u.name AS "schoolName", s.service, s.open_${language} AS hours, s.phone
           FROM unit_service s JOIN unit u ON u.id = s.unit_id ORDER BY u.municipality, u.name`,
  });
  return rows;
}

/**
 * Reads what the page offers, and remembers it: when the store is down, the form is still there with everything that
 * was typed.
 */
export function createOffers(pool: pg.Pool): (language: PageLanguage) => Promise<Offers> {
  const remembered = new Map<PageLanguage, Offers>();
  return async (language) => {
    try {
      const [schools, services] = await Promise.all([readSchools(pool), readServices(pool, language)]);
      const nurses = services.filter((row) => row.service === 'school_nurse');
      const offers: Offers = {
        schools,
        nurses: nurses.length > LISTED ? [] : nurses,
        serviceOf: (schoolId, role) =>
          services.find((row) => row.schoolId === schoolId && row.service === role) ?? null,
      };
      remembered.set(language, offers);
      return offers;
    } catch {
      return remembered.get(language) ?? NOTHING;
    }
  };
}
