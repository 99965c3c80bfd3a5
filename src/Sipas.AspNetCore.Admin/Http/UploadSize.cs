using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Sipas.AspNetCore.Admin.Http;

/// <summary>Maximum size of the file in a form.</summary>
/// <param name="Bytes">The size in bytes.</param>
internal sealed record UploadSize(long Bytes)
{
    // Room for the other fields of the form and the lines between its parts.
    private const long Beside = 1 << 20;

    /// <summary>Limits the file of a form. The limit of a part is above that of the body, so that a form which cannot
    /// be read is reported as malformed and never as too large.</summary>
    public static void Limit(RouteHandlerBuilder route, long bytes) =>
        route.WithMetadata(new UploadSize(bytes), new RequestSizeLimitAttribute(bytes + Beside))
        .WithFormOptions(multipartBodyLengthLimit: bytes + Beside);

    /// <summary>Whether a form has a file over the limit of its route.</summary>
    public static bool IsExceeded(HttpContext context, IFormCollection form) =>
        context.GetEndpoint()?.Metadata.GetMetadata<UploadSize>() is { } limit && form.Files.Any(file => file.Length > limit.Bytes);
}
