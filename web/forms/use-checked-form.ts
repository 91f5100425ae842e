import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, type DefaultValues, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { ZodMiniType } from 'zod/mini';

/**
 * A form that is checked when it is sent; after that a field in error is checked while one types, so that the message
 * goes away. The focus goes to the summary of errors, not to the first field.
 */
export function useCheckedForm<I extends FieldValues, O>(
  schema: ZodMiniType<O, I>,
  defaultValues: DefaultValues<I>,
): UseFormReturn<I, unknown, O> {
  return useForm<I, unknown, O>({
    resolver: zodResolver(schema),
    defaultValues,
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: false,
  });
}
