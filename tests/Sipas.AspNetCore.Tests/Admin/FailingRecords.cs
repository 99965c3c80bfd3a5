using System.Reflection;
using Sipas.Intake;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin;

/// <summary>A storage of people that cannot record reads; all else it hands on.</summary>
public class FailingRecords : DispatchProxy
{
    private IPersonalDataStorage _inner = null!;

    public static IPersonalDataStorage Of(IPersonalDataStorage inner)
    {
        IPersonalDataStorage made = Create<IPersonalDataStorage, FailingRecords>();
        ((FailingRecords)(object)made)._inner = inner;
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IAccessStore.RecordReadAsync)
        ? Task.FromException(new InvalidOperationException("Nothing is recorded."))
        : targetMethod.Invoke(_inner, args);
}
