using Sipas.Storage.Dapper.Rows;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Binds the columns of a ballot to a statement, in their order.</summary>
internal struct SqliteRowWriter(SqliteStatement statement) : IBallotRowWriter
{
    private int _index;

    public void Number64(long value) => statement.Bind(++_index, value);

    public void Number64OrNull(long? value)
    {
        if (value is { } number)
        {
            statement.Bind(++_index, number);
        }
        else
        {
            statement.BindNull(++_index);
        }
    }

    public void Number32(int value) => statement.Bind(++_index, value);

    public void Number16(short value) => statement.Bind(++_index, value);

    public void Text(string? value) => statement.Bind(++_index, value);

    public void Bytes(byte[] value) => statement.Bind(++_index, value.AsSpan());

    public void Id(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        statement.Bind(++_index, bytes);
    }

    public void Time(DateTimeOffset value) => statement.Bind(++_index, value.ToUnixTimeMilliseconds());
}
