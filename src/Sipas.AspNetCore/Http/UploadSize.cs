using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;

namespace Sipas.AspNetCore.Http;

/// <summary>Maximum size of the file in a form.</summary>
/// <param name="Bytes">The size in bytes.</param>
internal sealed record UploadSize(long Bytes)
{
    // The other fields of the form and the lines between its parts.
    private const long Beside = 1 << 20;

    /// <summary>Limits the file of a form.</summary>
    public static void Limit(RouteHandlerBuilder route, long bytes) =>
        route.WithMetadata(new UploadSize(bytes), new RequestSizeLimitAttribute(bytes + Beside)).WithFormOptions(multipartBodyLengthLimit: bytes);
}
