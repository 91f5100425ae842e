import type { Duty, DutyChange } from './duties.js';

function change(duty: Duty, line: Exclude<DutyChange, { op: 'arm' }>): Duty {
  switch (line.op) {
    case 'done':
      return { ...duty, status: 'done', doneOn: line.on, kept: line.kept, rung: null };
    case 'cancel':
      return { ...duty, status: 'cancelled', rung: null };
    case 'reopen':
      return { ...duty, status: 'open', late: line.late, doneOn: null, kept: null, rung: line.rung };
    case 'pause':
      return { ...duty, status: 'paused', left: line.left, rung: null };
    case 'resume': {
      const { left: _left, ...rest } = duty;
      const since = line.resumed ? { resumed: line.resumed } : {};
      return { ...rest, ...line.to, status: 'open', late: line.late, rung: line.rung, ...since };
    }
    case 'fix':
      return { ...duty, ...line.to, late: line.late, rung: line.rung, byHand: true };
    case 'late':
      return { ...duty, late: true };
    case 'explain':
      return { ...duty, latenessReason: line.reason };
    case 'rung':
      return { ...duty, rung: line.next };
    case 'own':
      return { ...duty, ownerId: line.ownerId };
    case 'move': {
      const { rule, unit, startedOn, late, kept, rung } = line;
      const { byHand, ...clock } = duty;
      const stays = line.byHand ?? (rule === duty.rule ? byHand : undefined);
      const hand = stays ? { byHand: stays } : {};
      return { ...clock, ...hand, ...line.to, rule, unit, startedOn, late, kept, rung };
    }
  }
}

/** Applies one line of an event to the duties. Total: a line about a duty that is not there changes nothing. */
export function applyDutyChange(duties: readonly Duty[], line: DutyChange): readonly Duty[] {
  if (line.op === 'arm') return [...duties, line.duty];
  // A loop, and a copy only when something changes: a long log comes by here hundreds of times.
  let changed: Duty[] | null = null;
  for (let i = 0; i < duties.length; i += 1) {
    const duty = duties[i];
    if (duty?.id !== line.id) continue;
    changed ??= [...duties];
    changed[i] = change(duty, line);
  }
  return changed ?? duties;
}
