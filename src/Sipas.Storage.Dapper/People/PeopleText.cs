using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Sipas.Common;

namespace Sipas.Storage.Dapper.People;

/// <summary>Forms of values in the personal-data store.</summary>
internal static class PeopleText
{
    public const string DayFormat = "yyyy-MM-dd";

    public static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Show(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(string text) => Iso8601.TryRead(text, out DateTimeOffset time)
        ? time.ToUniversalTime()
        : throw new FormatException($"The store holds the time '{text}'.");

    /// <summary>The last day that begins before a time.</summary>
    public static DateOnly LastDay(DateTimeOffset before) => VietnameseTime.DayOf(before.AddTicks(-1));
}
