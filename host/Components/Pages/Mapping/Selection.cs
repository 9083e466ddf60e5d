namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>Rows that are ticked, on this page of a list and on others.</summary>
public sealed class Selection
{
    private readonly HashSet<Guid> _ids = [];
    private Guid? _last;

    public int Count => _ids.Count;

    public IReadOnlyList<Guid> Ids => [.. _ids];

    public bool Contains(Guid id) => _ids.Contains(id);

    /// <summary>How many are not on this page.</summary>
    public int Elsewhere(IEnumerable<Guid> page) => Count - page.Count(Contains);

    /// <summary>Ticks or unticks a row; in a range all rows since the last one.</summary>
    public void Toggle(Guid id, bool isRange, IReadOnlyList<Guid> page)
    {
        var rows = page.ToList();
        var (from, to) = (_last is { } last && isRange ? rows.IndexOf(last) : -1, rows.IndexOf(id));
        Set(from < 0 ? [id] : rows[Math.Min(from, to)..(Math.Max(from, to) + 1)], !Contains(id));
        _last = id;
    }

    /// <summary>Ticks or unticks rows.</summary>
    public void Set(IEnumerable<Guid> ids, bool isOn)
    {
        if (isOn)
            _ids.UnionWith(ids);
        else
            _ids.ExceptWith(ids);
    }

    public void Clear() => _ids.Clear();
}
