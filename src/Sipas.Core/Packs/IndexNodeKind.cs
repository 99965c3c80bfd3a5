using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>Kind of a node of the index tree.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<IndexNodeKind>))]
public enum IndexNodeKind
{
    /// <summary>The whole index.</summary>
    Overall,

    /// <summary>A domain (nội dung), for example the provision of public services.</summary>
    Domain,

    /// <summary>A criterion (yếu tố; tiêu chí in provincial plans), for example one of the five criteria of public service.</summary>
    Criterion,
}
