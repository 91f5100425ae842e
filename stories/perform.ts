import type { CaseState } from '../domain/state.js';
import { parseDate } from '../domain/time/civil-date.js';
import type { Cast, Change, Deed, Script, Step } from './script.js';
import { instantOf } from './stage/local-time.js';
import { Refused, Story } from './stage/story.js';
import type { Theatre } from './stage/theatre.js';
import { ownCalendar, ownPolicy, publish, publishOwn, rollOut } from './stage/versions.js';
import { rowsOf, type Denial, type Row } from './table.js';

/** A story that has been played to its end. */
export interface Played {
  readonly story: Story;
  readonly rows: readonly Row[];
}

/** A story on its way. */
class Performance {
  readonly story: Story;
  readonly denials: Denial[] = [];
  /** The name of the school's own policy and calendar; null: it is under the sample's. */
  private readonly own: string | null;

  constructor(story: Story, own: string | null) {
    this.story = story;
    this.own = own;
  }

  async take(step: Step): Promise<void> {
    await this.story.until(step.at);
    await ('who' in step ? this.deed(step) : this.change(step));
    await this.story.settled();
    await this.story.deliver();
  }

  rows(): Promise<readonly Row[]> {
    return rowsOf(this.story, this.denials);
  }

  private castWith(state: CaseState | null): Cast {
    const { ref, people } = this.story;
    return { ref, state, schoolId: people.schoolId, person: people.person, text: () => this.story.text() };
  }

  private async deed({ who, act, happenedOn, refused }: Deed): Promise<void> {
    const { story } = this;
    const { state } = await story.snapshot();
    const { type, data } = act(this.castWith(state));
    const on = happenedOn ? parseDate(happenedOn) : story.today;
    const failure = await story.give(who, type, data, on).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (failure === null && !refused) return;
    if (!(failure instanceof Refused) || failure.detail.code !== refused)
      throw new Error(`${who} ${type}: expected ${refused ?? 'no refusal'}`, { cause: failure });
    const version = state?.version ?? 0;
    this.denials.push({ at: story.now, version, who, command: type, refusal: failure.detail });
  }

  private async change(step: Change): Promise<void> {
    const { story, own } = this;
    if (own === null) throw new Error('a story changes no rules but its own');
    const kind = 'policy' in step ? 'policy' : 'calendar';
    const content = 'policy' in step ? changed(own, step.policy) : step.calendar(ownCalendar(own));
    const movesDatesBecause = step.because;
    const draft = { content, ...(movesDatesBecause ? { movesDatesBecause } : {}) };
    const versionId = await publish(story.theatre.owner, kind, draft, story.now);
    const wanted = { kind, versionId, mode: step.mode } as const;
    await rollOut(story.theatre, story.people.schoolId, wanted, story.now);
  }
}

function changed(
  own: string,
  change: Extract<Change, { policy: unknown }>['policy'],
): ReturnType<typeof ownPolicy> {
  const file = ownPolicy(own);
  return { ...file, versions: file.versions.slice(-1).map(change) };
}

/**
 * Plays a story on real parts.
 *
 * @param told hears the rows so far, again and again; what is in them stays
 */
export async function perform(
  theatre: Theatre,
  script: Script,
  told: (rows: readonly Row[]) => void = () => undefined,
): Promise<Played> {
  const { own, ...school } = script.school ?? {};
  const rules = own ? await publishOwn(theatre.owner, instantOf(script.begins)) : null;
  const story = await Story.begin(theatre, script.begins, { ...school, ...rules });
  const performance = new Performance(story, rules?.policy ?? null);
  for (const [i, step] of script.steps.entries()) {
    await performance.take(step);
    // What is done in the same minute goes into the same row.
    if (script.steps[i + 1]?.at !== step.at) told(await performance.rows());
  }
  await story.until(script.until);
  const rows = await performance.rows();
  told(rows);
  return { story, rows };
}
