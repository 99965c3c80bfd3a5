using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Ranking;

/// <summary>The reason why two years do not form one series.</summary>
[Flags]
[JsonConverter(typeof(CamelCaseEnumConverter<SeriesBreak>))]
internal enum SeriesBreak
{
    /// <summary>No break: the years form one series.</summary>
    None = 0,

    /// <summary>The method changed.</summary>
    Method = 1,

    /// <summary>The respondent group changed.</summary>
    Respondents = 2,
}
