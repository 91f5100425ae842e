/*
 * Invented people for development and tests. No one of them exists; addresses end in `.invalid`, which no mail server
 * delivers. Ids are fixed, so that tests can name people.
 */

/** An id of the sample data: a valid UUID that says what it stands for by its third group of digits. */
function sampleId(kind: 'controller' | 'unit' | 'staff' | 'learner' | 'guardian', number: number): string {
  const group = { controller: '4001', unit: '4002', staff: '4003', learner: '4004', guardian: '4005' }[kind];
  return `5a3b1e00-0000-${group}-8000-${String(number).padStart(12, '0')}`;
}

export const SAMPLE_PROVIDER = {
  id: sampleId('controller', 1),
  kind: 'provider',
  name: 'Espoon opetus (esimerkki)',
};
export const SAMPLE_COUNTY = {
  id: sampleId('controller', 2),
  kind: 'county',
  name: 'Länsi-Uudenmaan hyvinvointialue (esimerkki)',
};

export const BASIC_SCHOOL = {
  id: sampleId('unit', 1),
  name: 'Kuusikallion koulu (esimerkki)',
  level: 'basic',
} as const;
export const UPPER_SECONDARY = {
  id: sampleId('unit', 2),
  name: 'Lahdenrannan lukio (esimerkki)',
  level: 'general-upper-secondary',
} as const;
/** Two more places with a policy and a calendar of their own; nobody works there yet. */
const HELSINKI_PROVIDER = {
  id: sampleId('controller', 3),
  kind: 'provider',
  name: 'Helsingin kasvatus ja koulutus (esimerkki)',
};
const SMALL_PROVIDER = { id: sampleId('controller', 4), kind: 'provider', name: 'Pikkukunta (esimerkki)' };
export const SAMPLE_CONTROLLERS = [
  SAMPLE_PROVIDER,
  SAMPLE_COUNTY,
  HELSINKI_PROVIDER,
  SMALL_PROVIDER,
] as const;

const ESPOO = { provider: SAMPLE_PROVIDER, policy: 'espoo-sample', municipality: 'Espoo' } as const;
/** Schools with their employer and the names of policy and calendar. */
export const SAMPLE_SCHOOLS = [
  { ...BASIC_SCHOOL, ...ESPOO },
  { ...UPPER_SECONDARY, ...ESPOO },
  {
    id: sampleId('unit', 3),
    name: 'Merituulen koulu (esimerkki)',
    level: 'basic',
    provider: HELSINKI_PROVIDER,
    policy: 'helsinki-sample',
    municipality: 'Helsinki',
  },
  {
    id: sampleId('unit', 4),
    name: 'Kylämäen koulu (esimerkki)',
    level: 'basic',
    provider: SMALL_PROVIDER,
    policy: 'county-sample',
    municipality: 'Siuntio',
  },
] as const;

const MORNING = { opens: '09:30', closes: '10:30' } as const;
const BEFORE_NOON = { opens: '11:00', closes: '12:00' } as const;

/** What the sample schools promise: when to come without an appointment, and numbers nobody has. */
export const SAMPLE_SERVICES = [
  {
    unitId: BASIC_SCHOOL.id,
    services: [
      {
        service: 'school_nurse',
        phone: '09 000 0104',
        hours: [
          { weekday: 'monday', ...MORNING },
          { weekday: 'tuesday', ...MORNING },
          { weekday: 'wednesday', ...MORNING },
          { weekday: 'thursday', ...MORNING },
        ],
        more: { fi: 'huone 104', sv: 'rum 104', en: 'room 104' },
      },
      {
        service: 'curator',
        phone: '09 000 0110',
        hours: [{ weekday: 'tuesday', opens: '12:00', closes: '13:00' }],
        more: { fi: 'huone 110', sv: 'rum 110', en: 'room 110' },
      },
    ],
  },
  {
    unitId: UPPER_SECONDARY.id,
    services: [
      {
        service: 'school_nurse',
        phone: '09 000 0202',
        hours: [
          { weekday: 'monday', ...BEFORE_NOON },
          { weekday: 'wednesday', ...BEFORE_NOON },
        ],
        more: { fi: 'huone 2', sv: 'rum 2', en: 'room 2' },
      },
    ],
  },
] as const;

/** Somebody to sign in as. */
export interface SamplePerson {
  readonly id: string;
  readonly name: string;
  /** For people who choose: the post and where it is held. */
  readonly title: string;
  readonly given: string;
  readonly family: string;
  readonly language: 'fi' | 'sv' | 'en';
  readonly role: string;
  readonly side: 'school' | 'county';
  /** Null: everywhere at that employer. */
  readonly unitId: string | null;
  /** The school, or the employer of somebody who works everywhere. */
  readonly place: string;
}

type StaffLine = [
  string,
  string,
  SamplePerson['language'],
  string,
  SamplePerson['side'],
  'basic' | 'upper' | 'all',
];

const STAFF: Record<string, StaffLine> = {
  curator: ['Aino', 'Virtanen', 'fi', 'curator', 'county', 'basic'],
  secondCurator: ['Mikael', 'Lindqvist', 'sv', 'curator', 'county', 'upper'],
  psychologist: ['Sanna', 'Korhonen', 'fi', 'psychologist', 'county', 'all'],
  nurse: ['Leena', 'Mäkelä', 'fi', 'school_nurse', 'county', 'basic'],
  classTeacher: ['Juha', 'Nieminen', 'fi', 'class_teacher', 'school', 'basic'],
  subjectTeacher: ['Emma', "O'Connor", 'en', 'subject_teacher', 'school', 'upper'],
  homeroomTeacher: ['Päivi', 'Heikkinen', 'fi', 'homeroom_teacher', 'school', 'basic'],
  specialTeacher: ['Ánne-Máret', 'Näkkäläjärvi', 'fi', 'special_needs_teacher', 'school', 'basic'],
  principal: ['Timo', 'Laaksonen', 'fi', 'principal', 'school', 'basic'],
  upperPrincipal: ['Johanna', 'Sjöberg', 'sv', 'principal', 'school', 'upper'],
  schoolCoordinator: ['Kaisa', 'Rantanen', 'fi', 'coordinator', 'school', 'all'],
  schoolSupervisor: ['Markku', 'Lehtonen', 'fi', 'supervisor', 'school', 'all'],
  countyCoordinator: ['Hanna', 'Koskinen', 'fi', 'coordinator', 'county', 'all'],
  countySupervisor: ['Pekka', 'Hämäläinen', 'fi', 'supervisor', 'county', 'all'],
  administrator: ['Outi', 'Saarinen', 'fi', 'administrator', 'school', 'all'],
};

const PLACE = {
  basic: { id: BASIC_SCHOOL.id, name: BASIC_SCHOOL.name },
  upper: { id: UPPER_SECONDARY.id, name: UPPER_SECONDARY.name },
  all: { id: null, name: '' },
};

function staffOf([given, family, language, role, side, place]: StaffLine, number: number): SamplePerson {
  const { id: unitId, name } = PLACE[place];
  const employer = side === 'school' ? SAMPLE_PROVIDER.name : SAMPLE_COUNTY.name;
  const title = `${role.replaceAll('_', ' ')}, ${name === '' ? employer : `${name}, ${side}`}`;
  return {
    id: sampleId('staff', number),
    name: `${given} ${family}`,
    title,
    given,
    family,
    language,
    role,
    side,
    unitId,
    place: name === '' ? employer : name,
  };
}

const staffEntries = Object.entries(STAFF).map(([key, line], i) => [key, staffOf(line, i + 1)] as const);

/** Everybody one may sign in as, in the order in which `npm start` prints them. */
export const samplePeople: readonly SamplePerson[] = staffEntries.map(([, person]) => person);

/** A person of the sample by what they are: `samplePerson('curator')`. Throws for a name that is not there. */
export function samplePerson(key: keyof typeof STAFF): SamplePerson {
  const found = staffEntries.find(([name]) => name === key);
  if (found === undefined) throw new Error(`no sample person ${key}`);
  return found[1];
}

/** An address that no mail server delivers, in letters every mail server takes. */
export function sampleAddress(person: {
  readonly id: string;
  readonly given: string;
  readonly family: string;
}): string {
  const ascii = `${person.given}.${person.family}`
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z.-]/g, '');
  return /^[a-z-]+\.[a-z-]+$/.test(ascii)
    ? `${ascii}@example.invalid`
    : `person-${person.id.slice(-4)}@example.invalid`;
}

/** A learner with one or two guardians. */
export interface SampleLearner {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly language: 'fi' | 'sv' | 'en';
  readonly unitId: string;
  readonly class: string;
  readonly birthDate: string;
  /** Municipality of residence. */
  readonly municipality: string;
  readonly addressProtected: boolean;
  readonly guardians: readonly {
    readonly id: string;
    readonly given: string;
    readonly family: string;
    readonly language: 'fi' | 'sv' | 'en';
    readonly position: 'guardian' | 'parent-not-guardian';
    readonly livesApart: boolean;
    readonly addressProtected: boolean;
    readonly phone: string;
  }[];
}

// Given name, family name, language, class (a digit first: the basic school), first names of guardians.
const LEARNERS: readonly [string, string, SampleLearner['language'], string, ...string[]][] = [
  ['Eetu', 'Kallio', 'fi', '7B', 'Marja', 'Antti'],
  ['Venla', 'Peltola', 'fi', '7B', 'Sari'],
  ["D'Arcy", "O'Neill", 'en', '7B', 'Sean', 'Fiona'],
  ['ليلى', 'حسن', 'fi', '7C', 'مريم'],
  ['Áilu', 'Guttorm', 'fi', '7C', 'Biret', 'Niillas'],
  ['Oona', 'Jokinen', 'fi', '8A', 'Katja'],
  ['Leevi', 'Mattila', 'fi', '8A', 'Jari', 'Tiina'],
  ['Ellen', 'Bergström', 'sv', '8A', 'Maria', 'Johan'],
  ['Noah', 'Smith', 'en', '8C', 'Grace'],
  ['Aada', 'Räsänen', 'fi', '8C', 'Pirjo', 'Heikki'],
  ['Väinö', 'Ahonen', 'fi', '9A', 'Liisa'],
  ['Amina', 'Yusuf', 'fi', '9A', 'Hodan', 'Abdi'],
  ['Onni', 'Tuominen', 'fi', '9B', 'Minna', 'Petri'],
  ['Linnea', 'Åkerlund', 'sv', '9B', 'Annika'],
  ['Toivo', 'Hiltunen', 'fi', '9C', 'Raija'],
  ['Pihla', 'Kivelä', 'fi', '4A', 'Jenni', 'Sami'],
  ['Elias', 'Turunen', 'fi', '4A', 'Anu'],
  ['Nguyễn', 'Minh', 'fi', '4B', 'Hoa', 'Duc'],
  ['Siiri', 'Laine', 'fi', '2A', 'Riikka', 'Mika'],
  ['Hugo', 'Nyman', 'sv', '2A', 'Kerstin'],
  ['Helmi', 'Savolainen', 'fi', '24A', 'Arja', 'Kari'],
  ['Joona', 'Partanen', 'fi', '24A', 'Eija'],
  ['Alva', 'Holmberg', 'sv', '24B', 'Gunilla', 'Stefan'],
  ['Olivia', 'Brown', 'en', '25A', 'Emily', 'James'],
  ['Niilo', 'Karjalainen', 'fi', '25A', 'Sirpa'],
  ['Saga', 'Wikström', 'sv', '25B', 'Carina'],
  ['Ville', 'Manninen', 'fi', '25B', 'Outi', 'Harri'],
  ['Fatima', 'Al-Rashid', 'en', '26A', 'Nadia', 'Omar'],
  ['Enni', 'Väisänen', 'fi', '26A', 'Tuula'],
  ['Kaapo', 'Leinonen', 'fi', '26B', 'Päivi', 'Jukka'],
  ['Iida', 'Lehtola', 'fi', '25A', 'Mari', 'Tero'],
  ['Oskari', 'Vuorinen', 'fi', '7C', 'Kirsi', 'Pasi'],
  ['Aava', 'Salmi', 'fi', '8A', 'Hanna'],
  ['Luka', 'Rautio', 'fi', '6A', 'Elina', 'Marko'],
];

/** What the directory knows besides names: by the learner's family name. Guardians by their place. */
const FACTS: Readonly<
  Record<
    string,
    Partial<Pick<SampleLearner, 'birthDate' | 'municipality' | 'addressProtected'>> & {
      readonly guardians?: readonly Partial<SampleLearner['guardians'][number]>[];
    }
  >
> = {
  /** Turns 18 within the school year 2026–27. */
  Lehtola: { birthDate: '2009-02-15' },
  /** The guardians live apart. */
  Vuorinen: { guardians: [{}, { livesApart: true }] },
  /** The address must not reach anybody. */
  Salmi: { municipality: 'Kirkkonummi', addressProtected: true, guardians: [{ addressProtected: true }] },
  /** The other parent is no guardian. */
  Rautio: {
    municipality: 'Helsinki',
    guardians: [{}, { position: 'parent-not-guardian', livesApart: true }],
  },
};

/** Classes of the upper secondary school are named by the year they began: 24A is in its third year in 2026. */
function birthYear(className: string): number {
  const number = Number.parseInt(className, 10);
  return number >= 20 ? 2000 + number - 16 : 2020 - number;
}

/** Learners of both schools, a third of them with names that software likes to break. */
export const sampleLearners: readonly SampleLearner[] = LEARNERS.map(
  ([given, family, language, className, ...guardians], i) => ({
    id: sampleId('learner', i + 1),
    given,
    family,
    language,
    unitId: Number.parseInt(className, 10) >= 20 ? UPPER_SECONDARY.id : BASIC_SCHOOL.id,
    class: className,
    birthDate: `${birthYear(className)}-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 27) + 1).padStart(2, '0')}`,
    municipality: 'Espoo',
    addressProtected: false,
    ...FACTS[family],
    guardians: guardians.map((name, g) => ({
      id: sampleId('guardian', (i + 1) * 10 + g),
      given: name,
      family,
      language,
      position: 'guardian' as const,
      livesApart: false,
      addressProtected: false,
      // Nobody has such a number.
      phone: `+358 00 000 ${String((i + 1) * 10 + g).padStart(4, '0')}`,
      ...FACTS[family]?.guardians?.[g],
    })),
  }),
);
