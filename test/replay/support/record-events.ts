import { proxySinks, type Sinks, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** Where a replayed run says what it would have stored. */
export interface ReplaySinks extends Sinks {
  readonly replay: { stored(activity: string, input: string): void };
}

const { replay } = proxySinks<ReplaySinks>();

/** Tells each activity that the replayed code schedules, with its argument as the code of today makes it. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  inbound: [],
  outbound: [
    {
      scheduleActivity(input, next) {
        replay.stored(input.activityType, JSON.stringify(input.args[0]));
        return next(input);
      },
    },
  ],
});
