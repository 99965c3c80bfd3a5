namespace Sipas.Storage.Dapper.Rows;

/// <summary>Receives the values of a row of ballots in the order of the columns, without boxing.</summary>
public interface IBallotRowWriter
{
    /// <summary>Receives a whole number of 64 bits.</summary>
    /// <param name="value">The value.</param>
    void Number64(long value);

    /// <summary>Receives a whole number of 64 bits, or none.</summary>
    /// <param name="value">The value; null for NULL.</param>
    void Number64OrNull(long? value);

    /// <summary>Receives a whole number of 32 bits.</summary>
    /// <param name="value">The value.</param>
    void Number32(int value);

    /// <summary>Receives a whole number of 16 bits.</summary>
    /// <param name="value">The value.</param>
    void Number16(short value);

    /// <summary>Receives a text.</summary>
    /// <param name="value">The text; null for NULL.</param>
    void Text(string? value);

    /// <summary>Receives bytes.</summary>
    /// <param name="value">The bytes.</param>
    void Bytes(byte[] value);

    /// <summary>Receives the id of a ballot.</summary>
    /// <param name="value">The id.</param>
    void Id(Guid value);

    /// <summary>Receives a time with millisecond precision.</summary>
    /// <param name="value">The time, with any offset.</param>
    void Time(DateTimeOffset value);
}
