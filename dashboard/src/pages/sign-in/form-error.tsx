import { ApiError } from '../../api/error';
import { counted } from '../../format';

/** The id of the message, for the `aria-describedby` of the field that it is about. */
export const FORM_ERROR_ID = 'form-error';

/** Added to a field whose content was not accepted. */
export const INVALID_FIELD = 'ring-kumo-danger!';

/** Why no code was sent: with how long to wait, where the server says. */
export function requestProblem(error: Error | null): string | undefined {
  if (!(error instanceof ApiError) || error.retryAfterSeconds === undefined || error.status !== 429) {
    return error?.message;
  }
  const minutes = Math.ceil(error.retryAfterSeconds / 60);
  return `${error.message} The next code can be asked for in ${counted(minutes, 'minute', 'minutes')}.`;
}

/**
 * Why a form was not accepted. The element is there before it has something to say, for only then do screen
 * readers announce it.
 */
export function FormError({ message }: { message: string | undefined }) {
  return (
    <p
      id={FORM_ERROR_ID}
      role="alert"
      className="text-sm text-kumo-danger empty:hidden"
      data-testid="form-error"
    >
      {message}
    </p>
  );
}
