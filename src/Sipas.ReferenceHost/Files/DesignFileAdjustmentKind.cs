using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.ReferenceHost.Files;

/// <summary>Kinds of adjustments.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DesignFileAdjustmentKind>))]
internal enum DesignFileAdjustmentKind
{
    Nonresponse,
    PostStratification,
    Raking,
    Calibration,
    Trimming,
}
