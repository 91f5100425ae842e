import type pg from 'pg';
import { planCalendarMails } from '../activities/mail/calendar-mails.js';
import { instant } from '../domain/time/instant.js';

/** How often a worker looks; what is written for a week is written once. */
const EVERY_MS = 60 * 60_000;

/** Sees to it that administrators hear of a calendar that ends soon. The postman sends; what fails is tried again. */
export function watchCalendars(pool: pg.Pool): { readonly stop: () => void } {
  const look = (): void => void planCalendarMails(pool, instant(Date.now())).catch(() => undefined);
  look();
  const timer = setInterval(look, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
