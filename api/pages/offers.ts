import type pg from 'pg';
import { asId, type UnitId } from '../../domain/ids.js';
import type { TalkRole } from '../../domain/talk/talk.js';
import type { PageLanguage } from '../../policies/page-texts.js';
import { unitServiceRules } from '../../policies/unit-services.js';
import type { UnitService } from '../contracts/unit-services.js';
import { openHoursText } from './open-hours.js';
import type { OfferedSchool } from './talk-form.js';
import type { Service } from './talk-view.js';

/** How many schools' hours are listed on the form; in a bigger county they are told on the receipt alone. */
const LISTED = 12;

interface ServiceRow extends Service {
  readonly schoolId: string;
  readonly service: string;
}

interface UnitRow {
  readonly schoolId: string;
  readonly schoolName: string;
  readonly services: readonly UnitService[];
}

/** What the public page offers: schools to choose from and what their services promise. */
export interface Offers {
  readonly schools: readonly OfferedSchool[];
  readonly nurses: readonly Service[];
  readonly serviceOf: (schoolId: string, role: TalkRole) => Service | null;
}

/** The service that the law lets learners meet without an appointment. */
const WITHOUT_APPOINTMENT = unitServiceRules().withoutAppointment.service;

const NOTHING: Offers = { schools: [], nurses: [], serviceOf: () => null };

async function readSchools(pool: pg.Pool): Promise<OfferedSchool[]> {
  const { rows } = await pool.query<{ id: string; name: string; municipality: string }>({
    name: 'offered-schools',
    text: 'SELECT id, name, municipality FROM unit ORDER BY municipality, name',
  });
  return rows.map(({ id, name, municipality }) => ({ id: asId<UnitId>(id), name, municipality }));
}

/** What each unit promises now: of its revisions the last. */
async function readServices(pool: pg.Pool, language: PageLanguage): Promise<ServiceRow[]> {
  const { rows } = await pool.query<UnitRow>({
    name: 'offered-services',
    text: `SELECT s.unit_id AS "schoolId", u.name AS "schoolName", s.services
           FROM unit u JOIN LATERAL (SELECT unit_id, services FROM unit_services WHERE unit_id = u.id
             ORDER BY revision DESC LIMIT 1) s ON true
           ORDER BY u.municipality, u.name`,
  });
  return rows.flatMap(({ schoolId, schoolName, services }) =>
    services.map((it) => ({
      ...{ schoolId, schoolName, service: it.service, phone: it.phone },
      hours: openHoursText(it, language),
    })),
  );
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
      const nurses = services.filter((row) => row.service === WITHOUT_APPOINTMENT && row.hours !== null);
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
