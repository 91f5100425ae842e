import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { identityCheck } from '../../domain/identity-code.js';
import { addDays, parseDate, partsOf, type CivilDate } from '../../domain/time/civil-date.js';

/** A roster of people nobody is: identity codes of the 900 series, addresses no server delivers. */
export interface RosterOptions {
  readonly learners: number;
  /** Every hundredth learner is another than in the roster without changes: see `changeOf`. */
  readonly changed?: boolean;
}

const LEARNERS_PER_SCHOOL = 400;
const CLASSES = 18;
const TEACHERS_PER_SCHOOL = 30;
const GIVEN = ['Aino', 'Eetu', 'Venla', 'Áilu', 'Oona', 'Leevi', 'Ellen', "D'Arcy", 'Väinö', 'Amina'];
const FAMILY = ['Kallio', 'Peltola', "O'Neill", 'Guttorm', 'Jokinen', 'Mattila', 'Bergström', 'Räsänen'];
const two = (value: number): string => String(value).padStart(2, '0');
const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

/** What a changed roster says otherwise of the n-th learner; null: the same. */
export function changeOf(n: number): 'class' | 'name' | 'school' | 'language' | 'custody' | null {
  if (n % 100 !== 7) return null;
  return (['class', 'name', 'school', 'language', 'custody'] as const)[Math.floor(n / 100) % 5] ?? null;
}

/** A code of nobody: the n-th of those born from a day on, within so many days. */
function inventedCode(n: number, from: CivilDate, days: number): { code: string; born: CivilDate } {
  const born = addDays(from, n % days);
  const { year, month, day } = partsOf(born);
  const start = `${two(day)}${two(month)}${two(year % 100)}`;
  const number = `9${two(Math.floor(n / days) % 100)}`;
  const sign = (year < 2000 ? '-UVWXY' : 'ABCDEF').charAt(Math.floor(n / days / 100) % 6);
  return { code: `${start}${sign}${number}${identityCheck(start + number)}`, born };
}

interface Learner {
  readonly n: number;
  readonly school: number;
  readonly class: number;
  readonly guardians: readonly string[];
  readonly given: string;
  readonly language: string;
  readonly code: string;
  readonly born: CivilDate;
}

function learnerAt(n: number, schools: number, changed: boolean): Learner {
  const change = changed ? changeOf(n) : null;
  const family = Math.floor((n * 2) / 3);
  const both = [`g${family}a`, ...(family % 4 === 0 ? [] : [`g${family}b`])];
  return {
    n,
    school: (Math.floor(n / LEARNERS_PER_SCHOOL) + (change === 'school' ? 1 : 0)) % schools,
    class: (n + (change === 'class' ? 1 : 0)) % CLASSES,
    guardians: change === 'custody' ? both.slice(0, -1) : both,
    given: change === 'name' ? 'Uusi' : pick(GIVEN, n),
    language: change === 'language' ? 'en' : n % 10 === 0 ? 'sv' : 'fi',
    ...inventedCode(n, parseDate('2010-01-01'), 3_650),
  };
}

type Lines = Generator<string>;

function* learnersOf({ learners, changed = false }: RosterOptions, schools: number): Generator<Learner> {
  for (let n = 0; n < learners; n += 1) yield learnerAt(n, schools, changed);
}

function* users(options: RosterOptions, schools: number): Lines {
  yield 'sourcedId,status,givenName,familyName,userIds,identifier,email,phone,agentSourcedIds,metadata.language,metadata.addressProtected,metadata.municipality';
  for (const it of learnersOf(options, schools)) {
    const hidden = it.n % 500 === 3;
    yield `l${it.n},,${it.given},${pick(FAMILY, it.n)},{hetu:${it.code}},,,,"${it.guardians.join(',')}",${it.language},${hidden},Espoo`;
  }
  const families = Math.floor(((options.learners - 1) * 2) / 3) + 1;
  for (let f = 0; f < families; f += 1) {
    for (const [k, side] of (f % 4 === 0 ? ['a'] : ['a', 'b']).entries()) {
      const { code } = inventedCode(f * 2 + k, parseDate('1970-01-01'), 7_300);
      yield `g${f}${side},,${pick(GIVEN, f + k)},${pick(FAMILY, f)},{hetu:${code}},,g${f}${side}@example.invalid,+358 00 ${100_000 + f},,fi,false,Espoo`;
    }
  }
  for (let s = 0; s < schools; s += 1)
    for (let t = 0; t < TEACHERS_PER_SCHOOL; t += 1)
      yield `t${s}x${t},,${pick(GIVEN, t)},${pick(FAMILY, s)},,T-${s}-${t},t${s}x${t}@example.invalid,,,fi,,`;
}

function* roles(options: RosterOptions, schools: number): Lines {
  yield 'sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId';
  for (const it of learnersOf(options, schools)) yield `rl${it.n},,l${it.n},primary,student,,,s${it.school}`;
  const families = Math.floor(((options.learners - 1) * 2) / 3) + 1;
  for (let f = 0; f < families; f += 1)
    for (const side of f % 4 === 0 ? ['a'] : ['a', 'b'])
      yield `rg${f}${side},,g${f}${side},primary,parent,,,s0`;
  for (let s = 0; s < schools; s += 1)
    for (let t = 0; t < TEACHERS_PER_SCHOOL; t += 1)
      yield `rt${s}x${t},,t${s}x${t},primary,${t === 0 ? 'principal' : 'teacher'},2024-08-01,,s${s}`;
}

function* enrollments(options: RosterOptions, schools: number): Lines {
  yield 'sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate';
  for (const it of learnersOf(options, schools))
    yield `el${it.n},,c${it.school}x${it.class},s${it.school},l${it.n},student,true,,`;
  for (let s = 0; s < schools; s += 1)
    for (let c = 0; c < CLASSES; c += 1) yield `et${s}x${c},,c${s}x${c},s${s},t${s}x${c + 1},teacher,true,,`;
}

function* demographics(options: RosterOptions, schools: number): Lines {
  yield 'sourcedId,status,birthDate';
  for (const it of learnersOf(options, schools)) yield `l${it.n},,${it.born}`;
}

function* orgs(schools: number): Lines {
  yield 'sourcedId,status,name,type,metadata.level,metadata.policy,metadata.calendar,metadata.municipality';
  for (let s = 0; s < schools; s += 1)
    yield `s${s},,Koulu ${s} (esimerkki),school,basic,espoo-sample,espoo-sample,Espoo`;
}

function* classes(schools: number): Lines {
  yield 'sourcedId,status,title,classType,schoolSourcedId';
  for (let s = 0; s < schools; s += 1)
    for (let c = 0; c < CLASSES; c += 1)
      yield `c${s}x${c},,${(c % 9) + 1}${'AB'.charAt(Math.floor(c / 9))},homeroom,s${s}`;
}

function* manifest(): Lines {
  yield 'propertyName,value';
  yield 'manifest.version,1.0';
  yield 'oneroster.version,1.2';
  for (const name of ['orgs', 'classes', 'users', 'roles', 'enrollments', 'demographics'])
    yield `file.${name},bulk`;
  yield 'file.academicSessions,absent';
}

function* inPieces(lines: Lines): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\r\n`;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Writes a OneRoster 1.2 bundle of so many learners into a folder, file by file and line by line. */
export async function writeRoster(folder: string, options: RosterOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  const schools = Math.max(2, Math.ceil(options.learners / LEARNERS_PER_SCHOOL));
  const files = {
    ...{ manifest: manifest(), orgs: orgs(schools), classes: classes(schools) },
    ...{ users: users(options, schools), roles: roles(options, schools) },
    ...{ enrollments: enrollments(options, schools), demographics: demographics(options, schools) },
  };
  for (const [name, lines] of Object.entries(files))
    await pipeline(Readable.from(inPieces(lines)), createWriteStream(join(folder, `${name}.csv`)));
}

function* plainRows(rows: number): Lines {
  yield 'source_id,given_name,family_name,school,class,birth_date';
  for (let n = 0; n < rows; n += 1) yield `p${n},${pick(GIVEN, n)},${pick(FAMILY, n)},Koulu,7B,2013-01-01`;
  yield 'last,,Kallio,Koulu,7B,2013-01-01';
}

/** Writes a plain list of so many learners whose very last row has a fault: all of it is read, and none of it stays. */
export async function writeLongList(path: string, rows: number): Promise<void> {
  await pipeline(Readable.from(inPieces(plainRows(rows))), createWriteStream(path));
}
