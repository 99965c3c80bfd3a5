using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Estimation;
using Sipas.Problems;
using Sipas.Text;

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
