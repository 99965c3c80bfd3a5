namespace Sipas.Sampling;

/// <summary>The list on which a unit was drawn.</summary>
public enum ListRole
{
    /// <summary>The official list (danh sách chính thức).</summary>
    Official,

    /// <summary>The reserve list (danh sách dự phòng), hidden from interviewers until a unit is activated.</summary>
    Reserve,
}
