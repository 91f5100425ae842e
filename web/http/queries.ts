import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AccessList } from '../../api/contracts/access.js';
import type { CommandStatus } from '../../api/contracts/answers.js';
import type { CaseAnswer, CaseList } from '../../api/contracts/cases.js';
import type { DeadlineAnswer } from '../../api/contracts/deadlines.js';
import type { GuardianList, LearnerList, SchoolList, StaffList } from '../../api/contracts/directory.js';
import type { DutyAnswer } from '../../api/contracts/duties.js';
import type { EventList } from '../../api/contracts/events.js';
import type { OutsideForm, PrintedForm } from '../../api/contracts/forms.js';
import type { Me } from '../../api/contracts/me.js';
import type { ReportIdentityCode, ReportPeople } from '../../api/contracts/report.js';
import type {
  SupervisionForecast,
  SupervisionSummary,
  SupervisionWorkload,
} from '../../api/contracts/supervision.js';
import type { TaskList } from '../../api/contracts/tasks.js';
import { statusOf } from './problem.js';
import { get, query } from './request.js';

/*
 * Every read of the API, with its key. A command invalidates `['case', …]`, `['cases']`, `['tasks']` and
 * `['supervision']`; see `use-send-command.ts`.
 */

/** Who is signed in; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await get<Me>('/me', signal);
    } catch (error) {
      if (statusOf(error) === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

export const tasksQuery = queryOptions({
  queryKey: ['tasks'],
  queryFn: ({ signal }) => get<TaskList>('/tasks', signal),
});

export interface CaseFilters {
  readonly stage?: string;
  readonly status?: string;
  readonly school?: string;
  readonly responsible?: string;
  readonly waitingFor?: string;
  readonly late?: boolean;
  readonly q?: string;
  readonly sort?: string;
}

export function casesQuery(filters: CaseFilters) {
  return infiniteQueryOptions({
    queryKey: ['cases', filters],
    queryFn: ({ pageParam, signal }) =>
      get<CaseList>(`/cases${query({ ...filters, limit: 50, cursor: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (page: CaseList) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function caseQuery(ref: string) {
  return queryOptions({
    queryKey: ['case', ref],
    queryFn: ({ signal }) => get<CaseAnswer>(`/cases/${encodeURIComponent(ref)}`, signal),
  });
}

export function dutiesQuery(ref: string) {
  return queryOptions({
    queryKey: ['case', ref, 'duties'],
    queryFn: async ({ signal }) =>
      (await get<{ items: DutyAnswer[] }>(`/cases/${encodeURIComponent(ref)}/duties`, signal)).items,
  });
}

/** The whole log, oldest first, and the words that its texts stand for. */
export function eventsQuery(ref: string) {
  return queryOptions({
    queryKey: ['case', ref, 'events'],
    queryFn: ({ signal }) => wholeLog(ref, signal),
  });
}

async function wholeLog(ref: string, signal: AbortSignal): Promise<EventList> {
  const whole: EventList = { items: [], texts: {} };
  let after = 0;
  for (;;) {
    const path = `/cases/${encodeURIComponent(ref)}/events${query({ after, limit: 500 })}`;
    // Each page tells where the next one begins.
    const page = await get<EventList>(path, signal);
    whole.items.push(...page.items);
    whole.texts = { ...whole.texts, ...page.texts };
    const last = page.items.at(-1);
    if (page.next === undefined || last === undefined) return whole;
    after = last.seq;
  }
}

/** Who was shown what of a case, newest first. */
export function accessQuery(ref: string) {
  return infiniteQueryOptions({
    queryKey: ['case', ref, 'access'],
    queryFn: ({ pageParam, signal }) =>
      get<AccessList>(
        `/cases/${encodeURIComponent(ref)}/access-log${query({ before: pageParam, limit: 20 })}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page: AccessList) => page.next,
  });
}

/** What stands on the form of an act towards the outside, from the record as it is now. */
export function outsideFormQuery(caseId: string, actId: string) {
  return queryOptions({
    queryKey: ['case', caseId, 'form', actId],
    queryFn: ({ signal }) =>
      get<OutsideForm>(`/cases/${caseId}/acts/${encodeURIComponent(actId)}/form`, signal),
  });
}

/** What stood on a printed form of such an act, as it was then. */
export function printedFormQuery(caseId: string, actId: string, number: string) {
  return queryOptions({
    queryKey: ['case', caseId, 'form', actId, number],
    queryFn: ({ signal }) =>
      get<PrintedForm>(
        `/cases/${caseId}/acts/${encodeURIComponent(actId)}/prints/${encodeURIComponent(number)}`,
        signal,
      ),
  });
}

/** Learner and guardians as the student welfare report names them. */
export function reportPeopleQuery(ref: string) {
  return queryOptions({
    queryKey: ['case', ref, 'report-people'],
    queryFn: ({ signal }) => get<ReportPeople>(`/cases/${encodeURIComponent(ref)}/report/people`, signal),
  });
}

/**
 * The learner's personal identity code: asked for by hand, and each time a row of the access log. Not under `case`, so
 * that nothing reads it again by itself, and forgotten with the page.
 */
export function identityCodeQuery(ref: string) {
  return queryOptions({
    queryKey: ['identity-code', ref],
    queryFn: ({ signal }) =>
      get<ReportIdentityCode>(`/cases/${encodeURIComponent(ref)}/report/identity-code`, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
}

export function deadlineQuery(parts: { school: string; from: string; urgent: boolean }) {
  return queryOptions({
    queryKey: ['deadline', parts],
    queryFn: ({ signal }) => get<DeadlineAnswer>(`/deadlines${query(parts)}`, signal),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}

export const schoolsQuery = queryOptions({
  queryKey: ['schools'],
  queryFn: async ({ signal }) => (await get<SchoolList>('/schools', signal)).items,
  staleTime: Infinity,
});

export function learnersQuery(q: string) {
  return queryOptions({
    queryKey: ['learners', q],
    queryFn: async ({ signal }) =>
      (await get<LearnerList>(`/learners${query({ q, limit: 20 })}`, signal)).items,
    placeholderData: keepPreviousData,
  });
}

export function openCasesQuery(learnerId: string) {
  return queryOptions({
    queryKey: ['cases', 'of-learner', learnerId],
    queryFn: async ({ signal }) =>
      (
        await get<{ items: { id: string; ref: string; stage: CaseAnswer['stage']; openedAt: string }[] }>(
          `/learners/${learnerId}/open-cases`,
          signal,
        )
      ).items,
    enabled: learnerId !== '',
  });
}

export function staffQuery(school: string) {
  return queryOptions({
    queryKey: ['staff', school],
    queryFn: async ({ signal }) => (await get<StaffList>(`/staff${query({ school })}`, signal)).items,
    staleTime: 60_000,
  });
}

export function guardiansQuery(learnerId: string) {
  return queryOptions({
    queryKey: ['guardians', learnerId],
    queryFn: async ({ signal }) =>
      (await get<GuardianList>(`/learners/${learnerId}/guardians`, signal)).items,
    enabled: learnerId !== '',
    staleTime: 60_000,
  });
}

export function supervisionQuery(school: string) {
  return queryOptions({
    queryKey: ['supervision', 'summary', school],
    queryFn: ({ signal }) => get<SupervisionSummary>(`/supervision/summary${query({ school })}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function forecastQuery(school: string) {
  return queryOptions({
    queryKey: ['supervision', 'forecast', school],
    queryFn: ({ signal }) =>
      get<SupervisionForecast>(`/supervision/forecast${query({ school, days: 14 })}`, signal),
    placeholderData: keepPreviousData,
  });
}

export const workloadQuery = queryOptions({
  queryKey: ['supervision', 'workload'],
  queryFn: ({ signal }) => get<SupervisionWorkload>('/supervision/workload', signal),
});

export function commandQuery(key: string) {
  return queryOptions({
    queryKey: ['command', key],
    queryFn: ({ signal }) => get<CommandStatus>(`/commands/${key}`, signal),
    refetchInterval: (state) => (state.state.data?.status === 'pending' || !state.state.data ? 2000 : false),
    gcTime: 0,
  });
}
