// One after the other, in one tab: the browser has processes of its own, and the library's tests run at the same time.
[assembly: LevelOfParallelism(1)]
