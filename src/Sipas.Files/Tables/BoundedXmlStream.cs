namespace Sipas.Files.Tables;

/// <summary>The bytes of an XML part; reading fails when a run between two angle brackets is too long, because an XML
/// reader buffers such a run in memory.</summary>
internal sealed class BoundedXmlStream(Stream inner, string part, long maximumBytes) : Stream
{
    private const int LongestRun = 1 << 20;

    private long _total;
    private long _run;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _total;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        _total += read;
        if (_total > maximumBytes)
        {
            throw TableFile.Limit(part, "bytes", _total, maximumBytes);
        }

        for (ReadOnlySpan<byte> rest = buffer[..read]; !rest.IsEmpty;)
        {
            int bracket = rest.IndexOfAny((byte)'<', (byte)'>');
            _run += bracket < 0 ? rest.Length : bracket;
            if (_run > LongestRun)
            {
                throw TableFile.Limit(part, "bytes", _run, LongestRun);
            }

            if (bracket < 0)
            {
                break;
            }

            _run = 0;
            rest = rest[(bracket + 1)..];
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
