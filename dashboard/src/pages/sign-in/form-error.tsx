/** The id of the message, for the `aria-describedby` of the field that it is about. */
export const FORM_ERROR_ID = 'form-error';

/** Added to a field whose content was not accepted. */
export const INVALID_FIELD = 'ring-kumo-danger!';

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
