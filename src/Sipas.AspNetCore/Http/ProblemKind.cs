namespace Sipas.AspNetCore.Http;

/// <summary>The kinds of failure in responses of this library's endpoints.</summary>
internal sealed record ProblemKind(string Slug, string Title, int Status)
{
    public static readonly ProblemKind BallotInvalid = new("ballot-invalid", "The ballot is not valid.", 400);
    public static readonly ProblemKind QueryInvalid = new("query-invalid", "The query is not valid.", 400);
    public static readonly ProblemKind DeviceMessageInvalid = new("device-message-invalid", "The message of the device is not valid.", 400);
    public static readonly ProblemKind PackageInvalid = new("package-invalid", "The submission cannot be stored.", 400);
    public static readonly ProblemKind TicketInvalid = new("ticket-invalid", "The ticket cannot be issued.", 400);
    public static readonly ProblemKind ContactInvalid = new("contact-invalid", "The request to be contacted is not valid.", 400);
    public static readonly ProblemKind DeviceUntrusted = new("device-untrusted", "The sender is not trusted.", 401);
    public static readonly ProblemKind ReportsUnguarded = new("reports-unguarded", "The reports are not accessible.", 403);
    public static readonly ProblemKind AdminUnguarded = new("admin-unguarded", "The officer's pages are not accessible.", 403);
    public static readonly ProblemKind FiguresNotPublished = new("figures-not-published", "The figures are not published.", 403);
    public static readonly ProblemKind DisplayMissing = new("display-missing", "The unit has no counter display.", 404);
    public static readonly ProblemKind UnitNotFound = new("unit-not-found", "There is no such unit.", 404);
    public static readonly ProblemKind PackNotFound = new("pack-not-found", "There is no such method pack.", 404);
    public static readonly ProblemKind AddressUnknown = new("address-unknown", "There is no such address.", 404);
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", "The method is not allowed at this address.", 405);
    public static readonly ProblemKind ContactNotOffered =
        new("contact-not-offered", "Requests to be contacted are not accepted here.", 404);
    public static readonly ProblemKind BodyTooSlow = new("body-too-slow", "The body arrives too slowly.", 408);
    public static readonly ProblemKind ContactConflict = new("contact-conflict", "Another request with this id is already stored.", 409);
    public static readonly ProblemKind BallotConflict = new("ballot-conflict", "Another ballot with this id is already stored.", 409);
    public static readonly ProblemKind TicketsUnguarded =
        new("tickets-unguarded", "The routes that issue tickets are not accessible.", 403);
    public static readonly ProblemKind TicketSpent = new("ticket-spent", "The ticket has already been used.", 409);
    public static readonly ProblemKind BodyTooLarge = new("body-too-large", "The body is too large.", 413);
    public static readonly ProblemKind ContentType = new("content-type", "The content type is not accepted.", 415);
    public static readonly ProblemKind TooManyRequests = new("too-many-requests", "Too many requests.", 429);
    public static readonly ProblemKind Unavailable = new("unavailable", "The store is not available now.", 503);
}
