import { describe, expect, test } from '@jest/globals';
import { offersSummary } from '../../web/pages/commands/forms/record-meeting-model.js';

type View = Parameters<typeof offersSummary>[0];

const meeting = (id: string, kind: 'expert-group' | 'home-meeting') =>
  ({
    ...{ id, kind, on: '2026-11-18', minute: 600, staff: [], family: [] },
    status: 'called',
    attended: [],
    nextOn: null,
  }) as const;

function view(home: 'rinnalla' | 'wilma'): View {
  const meetings = [meeting('k1', 'expert-group'), meeting('k2', 'home-meeting')];
  return {
    meetings: meetings.map((it) => ({ ...it, staff: [], family: [], attended: [] })),
    report: { home, entries: [], missing: [] },
  };
}

describe('The form of a meeting that was held', () => {
  test('asks for a text about a group where the report lives here', () => {
    expect(offersSummary(view('rinnalla'), 'k1')).toBe(true);
  });

  test('offers no text about a group where the report lives in Wilma', () => {
    expect(offersSummary(view('wilma'), 'k1')).toBe(false);
  });

  test('asks for a text about a meeting at home wherever the report lives: it has none', () => {
    expect(offersSummary(view('wilma'), 'k2')).toBe(true);
  });
});
