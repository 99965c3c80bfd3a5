using System.Net;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Sipas.AspNetCore.Admin.Http;

/// <summary>
/// Validates the antiforgery token of a form before the form is read: nothing of a form without a valid one is stored,
/// in memory or on disk. The token is in the header, or in the form before its files and within its first
/// <see cref="MaximumBytes"/> bytes; in forms of this library it is the first field.
/// </summary>
internal static class FormMark
{
    /// <summary>Maximum number of bytes of a form that are searched for its token.</summary>
    public const int MaximumBytes = 64 * 1024;

    private const int MaximumBoundary = 128;

    /// <summary>Whether a request has a valid token. Its body can then still be read from the start.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="InvalidDataException">The form is malformed.</exception>
    /// <exception cref="IOException">The body cannot be read.</exception>
    public static async Task<bool> IsGoodAsync(HttpContext context)
    {
        string? boundary = BoundaryOf(context.Request);
        AntiforgeryOptions options = context.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value;
        var marks = context.RequestServices.GetRequiredService<FormMarks>();
        if (options.HeaderName is { } header && context.Request.Headers[header].Count > 0)
        {
            return await marks.IsValidAsync(context);
        }

        if (!marks.HasCookie(context) || await FindAsync(context, boundary, options.FormFieldName) is not { } mark)
        {
            return false;
        }

        // The validation reads the form itself: during it the form contains only the token.
        IFormFeature? form = context.Features.Get<IFormFeature>();
        context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(new() { [options.FormFieldName] = mark })));
        try
        {
            return await marks.IsValidAsync(context);
        }
        finally
        {
            context.Features.Set(form);
        }
    }

    private static async Task<string?> FindAsync(HttpContext context, string? boundary, string field)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        var body = new PeekedBody(context.Request.Body, MaximumBytes);
        context.Request.Body = body;
        try
        {
            return boundary is null
                ? await FindInPairsAsync(body, field, context.RequestAborted)
                : await FindInPartsAsync(body, boundary, field, context.RequestAborted);
        }
        finally
        {
            body.Rewind();
        }
    }

    // The boundary of a multipart form; null for another body.
    private static string? BoundaryOf(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? null
            : HeaderUtilities.RemoveQuotes(type.Boundary) is { HasValue: true, Length: > 0 and <= MaximumBoundary } boundary
                ? boundary.ToString()
                : throw new InvalidDataException("boundary");

    private static async Task<string?> FindInPartsAsync(PeekedBody body, string boundary, string field, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, body);
        bool any = false;
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                any = true;
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition))
                {
                    throw new InvalidDataException("Content-Disposition");
                }

                if (disposition.IsFileDisposition())
                {
                    return null;
                }

                if (HeaderUtilities.RemoveQuotes(disposition.Name) == field)
                {
                    return await section.ReadAsStringAsync(cancellationToken);
                }
            }
        }
        catch (IOException) when (any && body.IsFull)
        {
            // The form continues beyond the searched bytes.
        }

        return null;
    }

    private static async Task<string?> FindInPairsAsync(PeekedBody body, string field, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[MaximumBytes];
        for (int length = 0, start = 0; ;)
        {
            int read = await body.ReadAsync(bytes.AsMemory(length), cancellationToken);
            length += read;
            for (int end = start; end >= 0 && start < length;)
            {
                end = Array.IndexOf(bytes, (byte)'&', start, length - start);
                if (end < 0 && read > 0)
                {
                    break;
                }

                string[] pair = Encoding.ASCII.GetString(bytes, start, (end < 0 ? length : end) - start).Split('=', 2);
                if (pair is [var name, var value] && WebUtility.UrlDecode(name) == field)
                {
                    return WebUtility.UrlDecode(value);
                }

                start = end + 1;
            }

            if (read == 0)
            {
                return null;
            }
        }
    }

    /// <summary>A body whose start is inspected, and which is then read from the start.</summary>
    private sealed class PeekedBody(Stream inner, int maximum) : Stream
    {
        private readonly MemoryStream _seen = new();
        private bool _rewound;

        public bool IsFull => _seen.Length >= maximum;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Rewind() => (_rewound, _seen.Position) = (true, 0);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_rewound)
            {
                return _seen.Position < _seen.Length ? _seen.Read(buffer.Span) : await inner.ReadAsync(buffer, cancellationToken);
            }

            int length = await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, maximum - _seen.Length)], cancellationToken);
            _seen.Write(buffer.Span[..length]);
            return length;
        }

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _seen.Dispose();
            base.Dispose(disposing);
        }
    }
}
