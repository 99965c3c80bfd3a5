namespace Sipas.Storage.Dapper;

/// <summary>Receives the columns of a row in order; each dialect writes them differently.</summary>
internal interface IBallotRowWriter
{
    void Int64(long value);

    void Int64OrNull(long? value);

    void Int32(int value);

    void Int16(short value);

    void Text(string? value);

    void Bytes(byte[] value);

    void Id(Guid value);

    void Time(DateTimeOffset value);
}
