using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>How an unfinished ballot is handled after the respondent leaves.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<UnfinishedBallotRule>))]
public enum UnfinishedBallotRule
{
    /// <summary>The ballot is deleted; nothing is stored.</summary>
    Discard,

    /// <summary>The ballot is sent if every required item that was shown has been answered or explicitly skipped; all other
    /// items count as no answer. Otherwise it is deleted.</summary>
    Send,
}
