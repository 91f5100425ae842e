import {
  SERVICE_FAULTS,
  UNIT_SERVICES,
  WEEKDAYS,
  type ServiceFault,
} from '../../../api/contracts/unit-service-codes.js';
import type { UnitService } from '../../../api/contracts/unit-services.js';
import { minuteOf } from '../../components/time-input.js';
import { LANGUAGES, type Language } from '../../translations/catalogue.js';

/*
 * The promises of a unit while they are written: every answer a string, as it was typed. The API judges them; what it
 * finds is put beside its field.
 */

export type ServiceName = UnitService['service'];

export interface HoursDraft {
  readonly weekday: string;
  readonly opens: string;
  readonly closes: string;
}

export interface ServiceDraft {
  readonly phone: string;
  readonly hours: readonly HoursDraft[];
  readonly more: Readonly<Record<Language, string>>;
}

export type Draft = Readonly<Record<ServiceName, ServiceDraft>>;

/** `09:30` as people write it. */
function typed(time: string): string {
  return time.replace(/^0/, '').replace(':', '.');
}

/** A time as the contract has it; what is none goes as it was typed, and is refused. */
function sentTime(text: string): string {
  const minute = minuteOf(text);
  if (minute === null) return text;
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return [hours, minutes].map((it) => String(it).padStart(2, '0')).join(':');
}

function serviceDraft(service: UnitService | undefined): ServiceDraft {
  return {
    phone: service?.phone ?? '',
    hours: (service?.hours ?? []).map(({ weekday, opens, closes }) => ({
      ...{ weekday, opens: typed(opens), closes: typed(closes) },
    })),
    more: service?.more ?? { fi: '', sv: '', en: '' },
  };
}

/** What is promised now, to be changed. */
export function draftOf(services: readonly UnitService[]): Draft {
  const of = (name: ServiceName) => serviceDraft(services.find(({ service }) => service === name));
  return { curator: of('curator'), psychologist: of('psychologist'), school_nurse: of('school_nurse') };
}

/** One more time: on the day after the last one, at the same hours, because that is what most schools promise. */
export function nextHours(hours: readonly HoursDraft[]): HoursDraft {
  const last = hours.at(-1);
  if (last === undefined) return { weekday: WEEKDAYS[0], opens: '', closes: '' };
  const after = WEEKDAYS.findIndex((day) => day === last.weekday) + 1;
  return { ...last, weekday: WEEKDAYS[after % WEEKDAYS.length] ?? WEEKDAYS[0] };
}

function says(text: string): boolean {
  return text.trim() !== '';
}

function promises({ phone, hours, more }: ServiceDraft): boolean {
  return says(phone) || hours.length > 0 || LANGUAGES.some((language) => says(more[language]));
}

/** The services of which something is promised, in the order in which they are sent. */
function promised(draft: Draft): ServiceName[] {
  return UNIT_SERVICES.filter((name) => promises(draft[name]));
}

/** What is sent: services without a word are left out. */
export function servicesOf(draft: Draft): readonly unknown[] {
  return promised(draft).map((service) => {
    const { phone, hours, more } = draft[service];
    return {
      service,
      phone: says(phone) ? phone.trim() : null,
      hours: hours.map(({ weekday, opens, closes }) => ({
        ...{ weekday, opens: sentTime(opens), closes: sentTime(closes) },
      })),
      more: LANGUAGES.some((language) => says(more[language])) ? more : null,
    };
  });
}

/** Id of the control of an answer: `school_nurse`, then where it stands in the service. */
export function controlId(service: ServiceName, ...parts: readonly (string | number)[]): string {
  return ['palvelu', service, ...parts].join('-');
}

/** Words that a fault has in the translations. */
export type FaultWord = ServiceFault | 'empty' | 'too-long' | 'too-many' | 'other';
const WORDS: readonly FaultWord[] = [...SERVICE_FAULTS, 'empty', 'too-long', 'too-many'];

/** What the API refused, by the control it is about. */
export function faultsByControl(
  draft: Draft,
  errors: readonly { readonly path: string; readonly code: string }[],
): ReadonlyMap<string, FaultWord> {
  const names = promised(draft);
  const found = new Map<string, FaultWord>();
  for (const { path, code } of errors) {
    const [, index = '', ...rest] = path.split('.');
    const service = names[Number(index)];
    if (service === undefined) continue;
    // Of a whole time it is said where it starts; of a whole service, where it begins.
    const parts = rest.length === 2 && rest[0] === 'hours' ? [...rest, 'opens'] : rest;
    const id = controlId(service, ...(parts.length === 0 ? ['phone'] : parts));
    if (!found.has(id)) found.set(id, WORDS.find((word) => word === code) ?? 'other');
  }
  return found;
}
