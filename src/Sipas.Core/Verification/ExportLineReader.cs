using System.Security.Cryptography;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Verification;

/// <summary>Reads a file line by line as bytes and hashes the lines. Memory use is limited to the longest line.</summary>
internal sealed class ExportLineReader(Stream stream) : IDisposable
{
    // A seal of 256 leaves takes 17 kB, an audit record of some thousand unit codes 100 kB. A longer line cannot belong to an export.
    private const int MaximumLength = 16 * 1024 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _end;
    private int _next;

    /// <summary>Number of lines read, including the current one.</summary>
    public long Number { get; private set; }

    /// <summary>The current line without its line feed.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Moves to the next line.</summary>
    /// <returns>False at the end of the file. A last line without a line feed is incomplete and is ignored.</returns>
    /// <exception cref="SipasException">The line is too long, or the file cannot be read further (<c>PRF0019</c>).</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _start = _next;
        for (int from = _start; ;)
        {
            int length = _buffer.AsSpan(from, _end - from).IndexOf((byte)'\n');
            if (length >= 0)
            {
                // An editor may have added a byte order mark before the first line.
                _start += Number == 0 && _buffer.AsSpan(_start, from + length - _start).StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? 3 : 0;
                Line = _buffer.AsMemory(_start, from + length - _start);
                _next = from + length + 1;
                Number++;
                return true;
            }

            from = _end - _start;
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
    }

    /// <summary>Adds the current line with its line feed to the digest.</summary>
    public void Hash() => _hash.AppendData(_buffer, _start, _next - _start);

    /// <summary>Returns the SHA-256 of the added lines: 64 lower-case hexadecimal digits.</summary>
    public string Digest() => Hex.Lower(_hash.GetCurrentHash());

    /// <summary>Whether there is any content after the current line.</summary>
    public async ValueTask<bool> HasMoreAsync(CancellationToken cancellationToken)
    {
        _start = _next;
        return _end > _start || await FillAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _hash.Dispose();
        stream.Dispose();
    }

    // Moves the remaining bytes to the beginning of the buffer, and fills the rest of the buffer from the stream.
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        int rest = _end - _start;
        if (rest > MaximumLength)
        {
            throw Unreadable($"> {MaximumLength} B", null);
        }

        byte[] target = rest > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, rest).CopyTo(target);
        (_buffer, _start, _end, _next) = (target, 0, rest, 0);
        try
        {
            int read = await stream.ReadAsync(_buffer.AsMemory(rest), cancellationToken).ConfigureAwait(false);
            _end += read;
            return read > 0;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw Unreadable(error.Message, error);
        }
    }

    private SipasException Unreadable(string reason, Exception? inner) =>
        new(new Problem(ProblemCodes.ExportLineUnreadable, (Number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            reason), inner);
}
