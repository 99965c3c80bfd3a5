using Sipas.Packs;

namespace Sipas.Files.Forms;

internal sealed record DraftCheck(string Code, CheckStrictness Strictness, DraftText Text, string Condition, string Place);
