using System.Text.RegularExpressions;
using Sipas.Counting.Kernels;

namespace Sipas.Counting;

public partial class VectorPathTests
{
    // Where instructions of one processor family may be named: the lanes of that width, and places that ask whether it is there.
    private static readonly string[] Guarded =
    [
        "Lanes128.cs", "Lanes256.cs", "Lanes512.cs", "VectorPaths.cs", "Prefetch.cs", "BlockTransposer.cs", "CounterStore.cs",
    ];

    [Fact]
    public void Kernels_OutsideTheGuardedPlaces_NameNoInstructionOfOneProcessorFamily()
    {
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Sipas.Core", "Counting"), "*.cs",
            SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.All(files.Where(file => !Guarded.Contains(Path.GetFileName(file))),
            file => Assert.DoesNotMatch(OneFamily(), File.ReadAllText(file)));
    }

    [Fact]
    public void Kernels_InTheGuardedPlaces_AskBeforeTheyUseWhatIsNotEverywhere()
    {
        foreach (string name in Guarded.Where(name => !name.StartsWith("Lanes", StringComparison.Ordinal) && name != "VectorPaths.cs"))
        {
            string file = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Sipas.Core", "Counting"), name,
                SearchOption.AllDirectories).Single();
            string[] families = [.. OneFamilyUse().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Distinct()];
            Assert.NotEmpty(families);
            Assert.All(families, family => Assert.Contains($"{family}.IsSupported", File.ReadAllText(file), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Lanes128_OnArm_HasAWayWithoutX86()
    {
        Assert.True(VectorPaths.IsSupported(VectorPath.Scalar));
        Assert.Equal(
            System.Runtime.Intrinsics.X86.Ssse3.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported,
            VectorPaths.IsSupported(VectorPath.Vector128));
        string lanes128 = File.ReadAllText(Path.Combine(Repository.Root, "src", "Sipas.Core", "Counting", "Kernels", "Lanes128.cs"));
        Assert.Equal(2, Regex.Count(lanes128, "AdvSimd.Arm64.IsSupported"));
        Assert.DoesNotMatch(@"\b(Avx|Avx2|Avx512\w*)\.", lanes128);
    }

    [GeneratedRegex(@"\b(Sse\d*|Ssse3|Avx\w*|Bmi\d|Popcnt|AdvSimd)\.")]
    private static partial Regex OneFamily();

    [GeneratedRegex(@"\b(Sse\d*|Ssse3|Avx\w*|Bmi\d|Popcnt|AdvSimd)\.(?!IsSupported)")]
    private static partial Regex OneFamilyUse();
}
